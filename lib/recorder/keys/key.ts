/** What a route does, as far as keys are concerned. */
export type Right =
  /** Pages, and reads of the API. */
  | "read"
  /** Samples as files. */
  | "export"
  /** Sessions are opened, finished, dropped, rewarded and annotated. */
  | "run"
  /** Recordings are taken in. */
  | "import"
  /** Models are registered, drained and removed. */
  | "serve"
  /** Who changed what is read. */
  | "audit"
  /** The model is called in any session, which opens it. */
  | "call";

/** Who sends a request, as its key says. `open`: the server asks for no keys. */
export type Key =
  | { readonly kind: "open" | "admin" | "trainer" | "reader" }
  /** Calls the model in this session, and does nothing else. */
  | { readonly kind: "session"; readonly session: string };

const RIGHTS: Readonly<Record<Key["kind"], readonly Right[]>> = {
  open: ["read", "export", "run", "import", "serve", "audit", "call"],
  admin: ["read", "export", "run", "import", "serve", "audit", "call"],
  trainer: ["read", "export", "run", "call"],
  reader: ["read"],
  session: [],
};

/** Whether a key may do what a route does. A session's key has no right but its own calls, which name no right. */
export function mayDo(key: Key, right: Right): boolean {
  return RIGHTS[key.kind].includes(right);
}
