import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import './tabs.css';

interface Tab {
  readonly to: string;
  readonly title: ReactNode;
}

/** Pages that belong together, one beside the other; each is an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ to, title }) => (
        <NavLink key={to} to={to} end>
          {title}
        </NavLink>
      ))}
    </nav>
  );
}
