import type { Role } from '../../shared/people/directory.ts';
import { seesWhoAndWhy } from '../../shared/people/rights.ts';
import type { IconName } from '../ui/icon.tsx';

type Who = { readonly roles: readonly Role[] } | null;
const anyone = (): boolean => true;
/** Whoever is not known yet is taken for somebody who works here. */
const works = (who: Who): boolean => who === null || seesWhoAndWhy(who);

/**
 * The pages of a board, in their order: rail, phone menu and palette show those that the person may use. Another
 * page is a line here, its name in the words (`app.screens`) and its route (router.tsx).
 */
const ALL = [
  { screen: 'floor', icon: 'floor', path: '/b/$board', may: anyone },
  { screen: 'orders', icon: 'order', path: '/b/$board/orders', may: anyone },
  { screen: 'settings', icon: 'settings', path: '/b/$board/settings', may: works },
] as const satisfies readonly { readonly screen: string; readonly icon: IconName; readonly path: string; readonly may: (who: Who) => boolean }[];

export type Screen = (typeof ALL)[number]['screen'];
export type Page = (typeof ALL)[number];

export const pagesFor = (who: Who): readonly Page[] => ALL.filter(({ may }: { readonly may: (who: Who) => boolean }) => may(who));
export const pathOf = (screen: Screen): Page['path'] => (ALL.find((page) => page.screen === screen) ?? ALL[0]).path;

/** Which of them an address shows: a board may be called `orders` or `settings`, too. */
export const screenOf = (pathname: string): Screen => (ALL.find(({ path }) => new RegExp(`^${path.replace('$board', '[^/]+')}/?$`).test(pathname)) ?? ALL[0]).screen;
