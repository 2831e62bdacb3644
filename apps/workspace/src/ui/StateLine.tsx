import { CircleAlert, CircleCheck } from 'lucide-react';
import './sessions.css';

/** How something stands, by shape, colour and word. */
export function StateLine({ on, text }: { on: boolean; text: string }) {
  const Icon = on ? CircleCheck : CircleAlert;
  return (
    <p className={on ? 'state-line state-line-ok' : 'state-line state-line-watch'}>
      <Icon aria-hidden size="1.125rem" />
      <span>{text}</span>
    </p>
  );
}
