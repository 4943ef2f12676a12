import type { CSSVariablesResolver, MantineColorsTuple, MantineThemeOverride } from '@mantine/core';

const ten = (token: string): MantineColorsTuple => Array.from({ length: 10 }, () => `var(--${token})`) as unknown as MantineColorsTuple;

/** The tokens of theme.css, handed to Mantine once: its components take our colours and bring none. */
export const theme: MantineThemeOverride = {
  primaryColor: 'signal',
  primaryShade: 8,
  colors: { signal: ten('signal'), warn: ten('warn'), stop: ten('stop'), ok: ten('ok'), ink: ten('ink') },
  white: 'var(--card)',
  black: 'var(--ink)',
  fontFamily: 'var(--font)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  headings: { fontFamily: 'var(--font)', fontWeight: '650' },
  defaultRadius: 8,
  respectReducedMotion: true,
  cursorType: 'pointer',
};

const surface = {
  '--mantine-color-body': 'var(--card)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--signal)',
  '--mantine-color-default': 'var(--card)',
  '--mantine-color-default-hover': 'var(--lane)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-2)',
  '--mantine-color-error': 'var(--stop)',
  '--mantine-color-disabled': 'var(--lane)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--signal)',
  '--mantine-primary-color-filled-hover': 'var(--signal)',
  '--mantine-primary-color-contrast': 'var(--on-signal)',
  '--mantine-primary-color-light': 'var(--signal-ground)',
  '--mantine-primary-color-light-hover': 'var(--signal-ground)',
  '--mantine-primary-color-light-color': 'var(--signal)',
};
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: surface, dark: surface });
