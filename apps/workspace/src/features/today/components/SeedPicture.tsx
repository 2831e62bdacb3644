/** One lot, from a field to a shelf: what the page will fill with. Decoration. */
export function SeedPicture() {
  return (
    <svg className="seed" width="264" height="120" viewBox="0 0 264 120" aria-hidden focusable="false">
      <g fill="none" stroke="var(--ff-flow)" strokeLinecap="round">
        <path d="M44 28C80 28 72 60 108 60" strokeWidth="6" opacity=".45" />
        <path d="M44 60C72 60 80 60 108 60" strokeWidth="3" opacity=".45" />
        <path d="M44 92C80 92 72 60 108 60" strokeWidth="4.5" opacity=".45" />
        <path d="M156 60C192 60 184 36 220 36" strokeWidth="7" opacity=".45" />
        <path d="M156 60C192 60 184 86 220 86" strokeWidth="4" opacity=".45" />
      </g>
      <g fill="var(--ff-surface)" stroke="var(--ff-line-strong)" strokeWidth="1.5">
        {[16, 48, 80].map((y) => (
          <rect key={y} x="10" y={y} width="34" height="24" rx="7" />
        ))}
        {[24, 74].map((y) => (
          <rect key={y} x="220" y={y} width="34" height="24" rx="7" />
        ))}
      </g>
      <rect x="108" y="40" width="48" height="40" rx="10" fill="var(--ff-brand-fill)" />
      <path d="M132 71V58m0 3c-6 0-9-3-9-9 6 0 9 3 9 9Zm0-3c0-5 3-8 8-8 0 5-3 8-8 8Z" fill="none" stroke="#fff" strokeWidth="2" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}
