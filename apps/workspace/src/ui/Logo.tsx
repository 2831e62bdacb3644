/** The mark: two flows, one heavier, that meet in one lot. Takes the tenant's colour. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={`${size / 16}rem`} height={`${size / 16}rem`} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--ff-brand-fill)" />
      <g fill="none" stroke="#fff" strokeLinecap="round">
        <path d="M6 11.5c7 0 8 4.5 13 4.5" strokeWidth="3" />
        <path d="M6 21c7 0 8-5 13-5" strokeWidth="1.8" opacity=".75" />
      </g>
      <circle cx="22.5" cy="16" r="3.6" fill="#fff" />
    </svg>
  );
}
