import { useTranslation } from 'react-i18next';

interface Stream {
  readonly path: string;
  readonly width: number;
  readonly hot?: boolean;
}

/** Farms, plants, customers: heights of the stops by column. */
const columns = [
  { x: 70, stops: [120, 196, 272, 348, 424, 500, 576] },
  { x: 260, stops: [180, 310, 440, 550] },
  { x: 450, stops: [230, 390, 520] },
  { x: 640, stops: [110, 176, 242, 308, 374, 440, 506, 572, 630] },
] as const;

/** Which stop feeds which, how much, and where the bad lot went. */
const feeds: readonly (readonly [column: number, from: number, to: number, width: number, hot?: boolean])[] = [
  [0, 0, 0, 9], [0, 1, 0, 5], [0, 2, 1, 12], [0, 3, 1, 4, true], [0, 3, 2, 3], [0, 4, 2, 10], [0, 5, 3, 5], [0, 6, 3, 8],
  [1, 0, 0, 12], [1, 1, 0, 6, true], [1, 1, 1, 10], [1, 2, 1, 9], [1, 2, 2, 4], [1, 3, 2, 11],
  [2, 0, 0, 5], [2, 0, 1, 4, true], [2, 0, 2, 6], [2, 0, 3, 3, true], [2, 1, 3, 5], [2, 1, 4, 7], [2, 1, 5, 4], [2, 2, 6, 6], [2, 2, 7, 5], [2, 2, 8, 3],
];

function streams(): readonly Stream[] {
  return feeds.map(([column, from, to, width, hot = false]) => {
    const a = columns[column]!;
    const b = columns[column + 1]!;
    const [x1, y1, x2, y2] = [a.x + 16, a.stops[from]!, b.x - 16, b.stops[to]!];
    const bend = (x2 - x1) / 2;
    return { path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, width, hot };
  });
}

/** A supply chain at night: everything calm, and one lot that cannot be missed. Decoration, with a sentence that counts. */
export function FlowPicture() {
  const { t } = useTranslation();
  const all = streams();
  return (
    <aside className="flow-picture" aria-label="FoodFlow">
      <svg viewBox="0 0 710 700" preserveAspectRatio="xMidYMid slice" aria-hidden focusable="false">
        {all.filter((stream) => !stream.hot).map((stream, i) => (
          <path key={i} className="flow-calm" d={stream.path} strokeWidth={stream.width} />
        ))}
        {all.filter((stream) => stream.hot).map((stream, i) => (
          <g key={i}>
            <path className="flow-hot" d={stream.path} strokeWidth={stream.width} />
            <path className="flow-pulse" d={stream.path} strokeWidth={stream.width * 0.5} style={{ animationDelay: `${i * 0.35}s` }} />
          </g>
        ))}
        {columns.map((column, c) =>
          column.stops.map((y, s) => {
            const hot = (c === 0 && s === 3) || (c === 1 && s === 1) || (c === 2 && s === 0) || (c === 3 && (s === 1 || s === 3));
            return <rect key={`${c}-${s}`} className={hot ? 'flow-stop flow-stop-hot' : 'flow-stop'} x={column.x - 16} y={y - 11} width={32} height={22} rx={6} />;
          }),
        )}
      </svg>
      <div className="flow-words">
        <p className="flow-claim">{t('signIn.claim')}</p>
        <p>{t('signIn.claimText')}</p>
      </div>
    </aside>
  );
}
