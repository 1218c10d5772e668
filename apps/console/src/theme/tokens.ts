import type { ThemeConfig } from 'antd';

/** All colours and measures of the console. Each colour of text has a contrast of at least 4.5 on what it stands on. */
export const colours = {
  primary: '#0b5a8a',
  text: '#1c2430',
  quiet: '#525c69',
  page: '#f3f5f8',
  surface: '#ffffff',
  line: '#d5dbe3',
  late: '#b3261e',
  soon: '#8a4b00',
  fine: '#1d6b3c',
  lateSurface: '#fdecea',
  soonSurface: '#fff3e0',
  fineSurface: '#e7f4ec',
  quietSurface: '#e6eaef',
  chosen: '#e6f0f7',
  /** Between the stripes of a chart. */
  finePale: '#9fcbb0',
  soonPale: '#ecc58f',
  primaryPale: '#8fb8d1',
} as const;

export const measures = { gap: 16, small: 8, header: 52, sider: 184, phone: 768, card: 20 } as const;

/** Whoever asked their system for less movement gets none. */
const moves = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export const theme: ThemeConfig = {
  token: {
    motion: moves,
    colorPrimary: colours.primary,
    colorLink: colours.primary,
    colorError: colours.late,
    colorSuccess: colours.fine,
    colorWarning: colours.soon,
    colorErrorBg: colours.lateSurface,
    colorErrorBorder: '#f0b8b3',
    colorSuccessBg: colours.fineSurface,
    colorSuccessBorder: '#a9d3b9',
    colorWarningBg: colours.soonSurface,
    colorWarningBorder: '#e8c99b',
    colorInfo: colours.primary,
    colorInfoBg: colours.chosen,
    colorInfoBorder: '#a9c9de',
    colorText: colours.text,
    colorTextSecondary: colours.quiet,
    colorTextTertiary: colours.quiet,
    colorTextDescription: colours.quiet,
    colorTextPlaceholder: '#626c79',
    colorBgLayout: colours.page,
    colorBorderSecondary: colours.line,
    borderRadius: 6,
    fontSize: 14,
    fontFamily:
      "-apple-system, 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', 'Noto Sans CJK SC', sans-serif",
  },
  components: {
    Layout: {
      headerBg: colours.surface,
      headerHeight: measures.header,
      siderBg: colours.surface,
      bodyBg: colours.page,
    },
    Segmented: { trackBg: colours.quietSurface },
    Tag: { defaultBg: colours.quietSurface },
    Menu: { itemSelectedBg: colours.chosen, itemSelectedColor: colours.primary },
    Table: { rowSelectedBg: colours.chosen, rowSelectedHoverBg: colours.chosen, cellPaddingBlockMD: 9 },
  },
};
