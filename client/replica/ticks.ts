/** Four times a second, and at once when the page is looked at again: a tab that slept must know it before anyone acts. */
export function everyMoment(tick: () => void): () => void {
  const timer = setInterval(tick, 250);
  const page = typeof document === 'undefined' ? null : document;
  page?.addEventListener('visibilitychange', tick);
  return () => {
    clearInterval(timer);
    page?.removeEventListener('visibilitychange', tick);
  };
}
