import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import type { Proof } from '../api/audit';
import { short, stepsOf, type Finding } from '../api/proof';

const width = 480;
const row = 38;
const top = 14;
const aside = 62;
const middle = width / 2;

/** The way of an entry up to the root: what it is hashed with on each level, and which entries stand behind that. */
export function ProofPath({ proof, finding }: { proof: Proof; finding: Finding }) {
  const { t } = useTranslation();
  const format = useFormat();
  const down = stepsOf(proof).toReversed();
  const height = top + down.length * row + (down.length > 0 ? 20 : top);
  const y = (level: number): number => top + level * row;
  const range = (from: number, to: number): string =>
    to - from === 1 ? format.number(to) : `${format.number(from + 1)} – ${format.number(to)}`;
  return (
    <svg
      className={`proof-path proof-${finding}`}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('audit.proof.picture', { count: down.length, position: format.number(proof.position + 1), size: format.number(proof.size) })}
    >
      <line className="proof-spine" x1={middle} y1={0} x2={middle} y2={height} />
      {down.map((step, level) => {
        const sign = step.side === 'left' ? -1 : 1;
        const x = middle + sign * aside;
        const below = y(level + 1);
        return (
          <g key={level}>
            <path className="proof-branch" d={`M${middle} ${y(level)} C${middle} ${below - 8} ${x} ${y(level) + 6} ${x} ${below}`} />
            <circle className="proof-other" cx={x} cy={below} r={3 + Math.min(6, Math.log2(step.to - step.from) / 2)} />
            <text x={x + sign * 14} y={below - 1} textAnchor={sign < 0 ? 'end' : 'start'} className="proof-hash">
              {short(step.hash)}
            </text>
            <text x={x + sign * 14} y={below + 12} textAnchor={sign < 0 ? 'end' : 'start'} className="proof-range">
              {range(step.from, step.to)}
            </text>
          </g>
        );
      })}
      {Array.from({ length: down.length + 1 }, (_, level) => (
        <circle key={level} className="proof-own" cx={middle} cy={y(level)} r={level === 0 || level === down.length ? 7 : 5} />
      ))}
    </svg>
  );
}
