/** The screens that pages are looked at: a desk, a small one, a phone. */
export const SIZES = {
  desk: { width: 1440, height: 900 },
  small: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
};

/** Twelve pages of the demo, by the name of their pictures. */
export const PICTURES = {
  sessions: "/sessions",
  loss: "/sessions/slime-issue-2338",
  compaction: "/sessions/compaction",
  wide: "/sessions/wide-60",
  refused: "/sessions/refused",
  "what-if": "/sessions/drift-realign?whatif=true&policy=strict",
  sample: "/sessions/rewrite-fork/samples/1",
  difference: "/sessions/drift-render/diff",
  compare: "/compare?a=drift-render&b=drift-graft",
  runs: "/runs",
  groups: "/groups",
  group: "/groups/5",
};

/** The pictures that README and docs show of the demo alone. */
export const PICTURES_OF_DOCS = [
  { file: "docs/session.png", address: "/sessions/drift-realign", viewport: SIZES.desk },
  { file: "docs/compare.png", address: PICTURES.compare, viewport: { width: 1280, height: 1480 } },
];
