import '@mantine/core/styles.layer.css';
import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { useColorScheme } from '../ui/color-scheme.ts';
import { cssVariablesResolver, theme } from '../theme.ts';

/** Dialogs, the card panel and the settings are built of Mantine; the floor is not, and comes first. */
export function MantineRoot({ children }: { readonly children: ReactNode }) {
  const { scheme } = useColorScheme();
  return <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} forceColorScheme={scheme}>{children}</MantineProvider>;
}
