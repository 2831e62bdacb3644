/**
 * Every colour, size and distance of the workspace, once. CSS reads them as custom properties (--ff-*),
 * antd as theme tokens, drawings as plain values.
 *
 * Surfaces are neutral slate; the brand hue belongs to actions alone; the four status hues also differ by
 * shape and word. All pairs of text and surface reach AA; tokens.test.ts proves it for both modes.
 */
export type Mode = 'light' | 'dark';

export interface Palette {
  readonly canvas: string;
  readonly sunken: string;
  readonly surface: string;
  readonly raised: string;
  readonly hover: string;
  readonly selected: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textMuted: string;
  readonly textFaint: string;
  readonly ok: string;
  readonly okSoft: string;
  readonly watch: string;
  readonly watchSoft: string;
  readonly watchFill: string;
  readonly act: string;
  readonly actSoft: string;
  readonly actFill: string;
  readonly info: string;
  readonly infoSoft: string;
  readonly flow: string;
  readonly flowLit: string;
  readonly shadow: string;
  readonly dots: string;
}

export const palettes: Readonly<Record<Mode, Palette>> = {
  light: {
    canvas: '#f4f6f7',
    sunken: '#eaeef0',
    surface: '#ffffff',
    raised: '#ffffff',
    hover: '#f0f3f5',
    selected: '#e6ebee',
    line: '#dde3e7',
    lineStrong: '#bcc7ce',
    text: '#141c22',
    textMuted: '#495762',
    textFaint: '#5c6a75',
    ok: '#0b6b62',
    okSoft: '#e0f1ee',
    watch: '#8a5200',
    watchSoft: '#fdf0d5',
    watchFill: '#f2a413',
    act: '#b3151f',
    actSoft: '#fde7e7',
    actFill: '#c81e2a',
    info: '#1d55b8',
    infoSoft: '#e4edfb',
    flow: '#9fb0ba',
    flowLit: '#22313b',
    shadow: '0 1px 2px rgb(16 24 32 / 6%), 0 8px 24px -6px rgb(16 24 32 / 14%)',
    dots: '#d5dce1',
  },
  dark: {
    canvas: '#0d1216',
    sunken: '#090d10',
    surface: '#141b20',
    raised: '#1a232a',
    hover: '#1b242b',
    selected: '#243039',
    line: '#26323a',
    lineStrong: '#3d4d58',
    text: '#e6ecf0',
    textMuted: '#a9b8c3',
    textFaint: '#8b9ca8',
    ok: '#5cc8ba',
    okSoft: '#10302d',
    watch: '#f5b94d',
    watchSoft: '#352607',
    watchFill: '#f2a413',
    act: '#ff8a8a',
    actSoft: '#3c1418',
    actFill: '#d42f3a',
    info: '#85b4ff',
    infoSoft: '#13274a',
    flow: '#4b5d69',
    flowLit: '#dfe8ee',
    shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 12px 32px -6px rgb(0 0 0 / 60%)',
    dots: '#1c262d',
  },
};

/** The deep herb green a tenant has until it chooses its own. */
export const defaultBrand = '#17603f';

/** Sizes in px at scale 1; the wall density multiplies them. */
export const sizes = {
  fontSmall: 12,
  font: 13,
  fontBody: 14,
  fontLarge: 16,
  fontTitle: 20,
  fontDisplay: 28,
  grid: 4,
  radius: 6,
  row: { comfortable: 36, compact: 28, wall: 36 },
} as const;

export type Density = keyof typeof sizes.row;

export const scaleOf: Readonly<Record<Density, number>> = { comfortable: 1, compact: 1, wall: 1.5 };

export const fontText = "'Inter Variable', 'Inter', system-ui, sans-serif";
export const fontCode = "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace";

/** Data colours, safe for the colour-blind (after Okabe and Ito, darkened for white and lightened for dark). */
export const dataColours: Readonly<Record<Mode, readonly string[]>> = {
  light: ['#0a6f9e', '#b4550a', '#00806a', '#8b4a86', '#8a6d00', '#4059ad', '#7a4a2b', '#5b6770'],
  dark: ['#5db7e8', '#f0955a', '#3fc3a6', '#d58fcf', '#e0c14f', '#93a8f4', '#c79a78', '#9aa8b3'],
};
