import { useEffect } from 'react';

const PRODUCT = 'Pullcord';

/** What a tab is called while this is shown: a page's own name first, it is all that a narrow tab shows. */
export function useTabTitle(name: string): void {
  useEffect(() => {
    document.title = name ? `${name} · ${PRODUCT}` : PRODUCT;
    return () => { document.title = PRODUCT; };
  }, [name]);
}
