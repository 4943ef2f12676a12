/** Kept in this browser. Private windows and full disks may refuse: the setting then lasts as long as the page. */
export function readSetting<T>(key: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(`pullcord.${key}`);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}

export function keepSetting(key: string, value: unknown): void {
  try {
    localStorage.setItem(`pullcord.${key}`, JSON.stringify(value));
  } catch {
    // It stays in memory.
  }
}
