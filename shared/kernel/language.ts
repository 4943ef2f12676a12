export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in every language. */
export type Said = Readonly<Record<Language, string>>;
