"use client";

import { createContext, type ReactNode, use } from "react";

/** What the page may offer to whoever looks at it, and what it has to say of keys. */
export interface Access {
  /** Whether samples may be exported: a reader's key does not do that. */
  readonly mayExport: boolean;
  /** Whether notes may be written: a reader's key does not do that. */
  readonly mayAnnotate: boolean;
  /** Whether the server asks for keys, so that an address alone does not let an agent in. */
  readonly asksForKeys: boolean;
}

const AccessContext = createContext<Access>({ mayExport: false, mayAnnotate: false, asksForKeys: true });

/** Tells every component what the key of this browser may do. The routes ask for it again. */
export function AccessProvider({
  access,
  children,
}: {
  readonly access: Access;
  readonly children: ReactNode;
}) {
  return <AccessContext.Provider value={access}>{children}</AccessContext.Provider>;
}

/** @example const { mayExport } = useAccess(); */
export function useAccess(): Access {
  return use(AccessContext);
}
