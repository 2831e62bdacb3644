import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { peaksOf } from '../api/peaks';

const height = 92;
const base = 74;
const gap = 5;
const width = 480;

/** The ledger as the complete trees that it is made of; those that a witness has seen are filled. */
export function Mountains({ size, witnessed }: { size: number; witnessed: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const peaks = peaksOf(size);
  const levels = peaks.map((peak) => Math.log2(peak.count) + 1.5);
  const unit = (width - gap * (peaks.length - 1)) / levels.reduce((sum, one) => sum + one, 0);
  const highest = Math.max(...levels);
  const lefts = levels.map((_, i) => levels.slice(0, i).reduce((sum, one) => sum + one * unit + gap, 0));
  return (
    <svg
      className="mountains"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('audit.ledger.picture', { size: format.number(size), witnessed: format.number(witnessed) })}
    >
      {peaks.map(({ from, count }, i) => {
        const [left, wide] = [lefts[i]!, levels[i]! * unit];
        const peak = base - 10 - (levels[i]! / highest) * (base - 18);
        return (
          <g key={from} className={from + count <= witnessed ? 'mountain mountain-seen' : 'mountain'}>
            <path d={`M${left} ${base} L${left + wide / 2} ${peak} L${left + wide} ${base} Z`} />
            {wide > 34 && (
              <text x={left + wide / 2} y={base + 14} textAnchor="middle">
                {format.number(count)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
