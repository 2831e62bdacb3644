import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { StatusPill } from '@/ui/StateBadge';
import type { Status } from '@/ui/status';
import { useInvoices, useSubscription, type Invoice } from '../api/tenants';
import { money } from '../api/words';
import { Loaded, Section } from './Section';

const meaning: Readonly<Record<Invoice['status'], Status>> = { draft: 'none', open: 'watch', paid: 'ok', uncollectible: 'act', void: 'none' };

/** The invoices that Stripe wrote; who is invoiced by hand has them elsewhere, and sees none of this. */
export function InvoiceSection({ id }: { id: string }) {
  const { data } = useSubscription(id);
  return data?.billing === 'stripe' ? <Invoices id={id} /> : null;
}

function Invoices({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const invoices = useInvoices(id);
  return (
    <Section title={t('invoice.title')} text={t('invoice.text')}>
      <Loaded query={invoices}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('invoice.none')}</p>
          ) : (
            <ul className="invoices">
              {items.map((one) => (
                <li key={one.id}>
                  <StatusPill status={meaning[one.status]}>{t(`invoice.${one.status}`)}</StatusPill>
                  <span>{format.date(one.issued_at)}</span>
                  <span className="invoice-number">
                    {one.url ? (
                      <a href={one.url} target="_blank" rel="noreferrer">
                        {one.number ?? one.id} <ExternalLink aria-hidden size="0.875em" />
                      </a>
                    ) : (
                      (one.number ?? one.id)
                    )}
                  </span>
                  <span className="number">{money(one.total_minor, one.currency, i18n.language)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}
