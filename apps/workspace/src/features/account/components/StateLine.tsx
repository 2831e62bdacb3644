import { CircleAlert, CircleCheck } from 'lucide-react';

/** How something stands, by shape, colour and word. */
export function StateLine({ on, text }: { on: boolean; text: string }) {
  const Icon = on ? CircleCheck : CircleAlert;
  return (
    <p className={on ? 'account-state account-state-ok' : 'account-state account-state-watch'}>
      <Icon aria-hidden size="1.125rem" />
      <span>{text}</span>
    </p>
  );
}
