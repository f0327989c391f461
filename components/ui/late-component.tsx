"use client";

import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from "react";

/** A component whose code is fetched when it is first wanted. */
export interface LateComponent<Props> {
  /** Fetches the code; called ahead, the component is there when it is drawn. */
  readonly load: () => void;
  readonly Component: (props: Props) => ReactNode;
}

/**
 * Puts off a component's code until it is wanted. Unlike `lazy`, what has come is drawn at once: React holds back
 * what had suspended for up to 300 ms after the last fallback.
 *
 * @param waiting drawn until the code is there.
 *
 * @example
 * const tokenPane = lateComponent(() => import("./token-pane").then((pane) => pane.TokenPane), <Loading />);
 * tokenPane.load(); // when the pointer comes near
 */
export function lateComponent<Props extends object>(
  fetchComponent: () => Promise<ComponentType<Props>>,
  waiting: ReactNode,
): LateComponent<Props> {
  let fetched: ComponentType<Props> | null = null;
  let isUnderway = false;
  const listeners = new Set<() => void>();
  const load = (): void => {
    if (isUnderway) return;
    isUnderway = true;
    fetchComponent().then(
      (component) => {
        fetched = component;
        for (const tell of listeners) tell();
      },
      () => {
        // The next time it is wanted, it is asked for again.
        isUnderway = false;
      },
    );
  };
  const subscribe = (tell: () => void): (() => void) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  };
  function Component(props: Props): ReactNode {
    const Known = useSyncExternalStore(
      subscribe,
      () => fetched,
      () => null,
    );
    useEffect(load, []);
    return Known ? <Known {...props} /> : waiting;
  }
  return { load, Component };
}
