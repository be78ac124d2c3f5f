import { type ReactNode, startTransition, useEffect, useState } from 'react';
import { useView } from '../view-state.ts';

/** Puts its content up when the browser has time for it, and not before there is a design: the picture comes first. */
export function Later({ children }: { readonly children: ReactNode }) {
  const opening = useView((state) => state.screen === 'opening');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!opening) startTransition(() => setShown(true));
  }, [opening]);
  return shown ? children : null;
}
