"use client";

import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from "react";

/** Which message the pointer or the focus is on. Kept out of React's state, so that only what shows it is drawn again. */
class PointedNodeStore {
  readonly #listeners = new Set<() => void>();
  #id: string | null = null;

  readonly current = (): string | null => this.#id;

  set(id: string | null): void {
    if (id === this.#id) return;
    this.#id = id;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

const PointedNodeContext = createContext<PointedNodeStore | null>(null);

/** Follows the pointer and the focus over whatever names a message by `data-node`: rows, cards and cells. */
export function PointedNode({ children }: { readonly children: ReactNode }) {
  const [store] = useState(() => new PointedNodeStore());
  useEffect(() => {
    const onPoint = ({ target }: Event): void => {
      const named = target instanceof Element ? target.closest<HTMLElement>("[data-node]") : null;
      store.set(named?.dataset.node ?? null);
    };
    window.addEventListener("pointerover", onPoint, { passive: true });
    window.addEventListener("focusin", onPoint);
    return () => {
      window.removeEventListener("pointerover", onPoint);
      window.removeEventListener("focusin", onPoint);
    };
  }, [store]);
  return <PointedNodeContext.Provider value={store}>{children}</PointedNodeContext.Provider>;
}

/** Id of the message that the pointer or the focus is on; null when it is on none. */
export function usePointedNode(): string | null {
  const store = use(PointedNodeContext);
  if (!store) throw new Error("This component stands outside a session's workspace.");
  return useSyncExternalStore(store.subscribe, store.current, () => null);
}
