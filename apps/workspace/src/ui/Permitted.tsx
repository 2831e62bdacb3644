import type { ReactNode } from 'react';
import { NoPermission } from './Feedback';
import { Page } from './Page';
import { usePermission } from './permissions';

interface PermittedProps {
  readonly title: string;
  readonly permission: string;
  readonly children: ReactNode;
}

/** A page for those who may see it; the others are told what they lack. */
export function Permitted({ title, permission, children }: PermittedProps) {
  if (usePermission(permission)) return children;
  return (
    <Page title={title}>
      <NoPermission permission={permission} />
    </Page>
  );
}
