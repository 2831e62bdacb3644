import { App, ConfigProvider, theme as antdThemes, type ThemeConfig } from 'antd';
import { createContext, use, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { useMedia } from '@/ui/media';
import { brandOf, type Brand } from './brand';
import { usePreferences } from './preferences';
import { dataColours, fontCode, fontText, palettes, scaleOf, sizes, type Density, type Mode, type Palette } from './tokens';

export interface Theme {
  readonly mode: Mode;
  readonly palette: Palette;
  readonly brand: Brand;
  readonly data: readonly string[];
  readonly scale: number;
  readonly rowHeight: number;
}

const ThemeContext = createContext<Theme | null>(null);

export function useTheme(): Theme {
  const theme = use(ThemeContext);
  if (!theme) throw new Error('useTheme needs a ThemeProvider above it');
  return theme;
}

const night = matchMedia('(prefers-color-scheme: dark)');

function useSystemDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      night.addEventListener('change', listener);
      return () => night.removeEventListener('change', listener);
    },
    () => night.matches,
  );
}

/** Applies mode, density and the tenant's colour to antd and to the page's custom properties. */
export function ThemeProvider({ primary, children }: { primary: string | null; children: ReactNode }) {
  const { theme: choice, density } = usePreferences();
  const systemDark = useSystemDark();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const mode: Mode = choice === 'system' ? (systemDark ? 'dark' : 'light') : choice;
  const theme = useMemo(() => themeOf(mode, density, primary), [mode, density, primary]);
  useEffect(() => applyToPage(theme, density), [theme, density]);
  return (
    <ThemeContext value={theme}>
      <ConfigProvider theme={antdTheme(theme, still)} componentSize="middle" wave={{ disabled: true }}>
        <App component={false}>{children}</App>
      </ConfigProvider>
    </ThemeContext>
  );
}

function themeOf(mode: Mode, density: Density, primary: string | null): Theme {
  const scale = scaleOf[density];
  return {
    mode,
    palette: palettes[mode],
    brand: brandOf(primary, mode),
    data: dataColours[mode],
    scale,
    rowHeight: sizes.row[density] * scale,
  };
}

function applyToPage(theme: Theme, density: Density): void {
  const root = document.documentElement;
  root.dataset['theme'] = theme.mode;
  root.dataset['density'] = density;
  root.style.background = theme.palette.canvas;
  root.style.fontSize = `${16 * theme.scale}px`;
  root.style.colorScheme = theme.mode;
  const properties: Record<string, string> = {};
  for (const [name, value] of Object.entries(theme.palette)) properties[kebab(name)] = value as string;
  for (const [name, value] of Object.entries(theme.brand)) properties[`brand-${kebab(name)}`] = value as string;
  theme.data.forEach((colour, i) => (properties[`data-${i}`] = colour));
  properties['row'] = `${theme.rowHeight}px`;
  properties['font-text'] = fontText;
  properties['font-code'] = fontCode;
  for (const [name, value] of Object.entries(properties)) root.style.setProperty(`--ff-${name}`, value);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Where nothing may move, antd must not wait for the end of a motion either: a button would be named "loading" for good. */
function antdTheme({ mode, palette, brand, scale }: Theme, still: boolean): ThemeConfig {
  return {
    algorithm: mode === 'dark' ? antdThemes.darkAlgorithm : antdThemes.defaultAlgorithm,
    cssVar: true,
    hashed: false,
    token: {
      motion: !still,
      colorPrimary: brand.fill,
      colorLink: brand.ink,
      colorLinkHover: brand.ink,
      colorSuccess: palette.ok,
      colorWarning: palette.watch,
      colorError: palette.act,
      colorInfo: palette.info,
      colorBgBase: palette.surface,
      colorTextBase: palette.text,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorBgLayout: palette.canvas,
      colorBorder: palette.lineStrong,
      colorBorderSecondary: palette.line,
      colorText: palette.text,
      colorTextSecondary: palette.textMuted,
      colorTextTertiary: palette.textFaint,
      colorTextPlaceholder: palette.textFaint,
      colorTextDescription: palette.textMuted,
      borderRadius: sizes.radius * scale,
      fontFamily: fontText,
      fontFamilyCode: fontCode,
      fontSize: sizes.font * scale,
      controlHeight: 34 * scale,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.14s',
      boxShadow: palette.shadow,
      boxShadowSecondary: palette.shadow,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', dangerColor: mode === 'dark' ? '#1f0a0c' : '#ffffff', fontWeight: 500 },
      Segmented: {
        trackPadding: 2,
        controlHeight: 32 * scale,
        trackBg: palette.sunken,
        itemColor: palette.textMuted,
        itemSelectedBg: palette.raised,
        itemSelectedColor: palette.text,
        itemHoverColor: palette.text,
      },
      Tooltip: { colorBgSpotlight: mode === 'dark' ? '#2c3943' : '#1d2830', colorTextLightSolid: '#f2f5f7' },
    },
  };
}
