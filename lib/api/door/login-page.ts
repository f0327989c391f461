/** Why somebody sees the form. */
export type LoginReason = "asked" | "wrong" | "refused" | "not_for_pages" | "waits";

const STATUS = { asked: 401, wrong: 401, refused: 401, not_for_pages: 403, waits: 429 } as const;

const ALERTS: Readonly<Record<LoginReason, string | null>> = {
  asked: null,
  wrong: "The key that this browser sent is not valid any more.",
  refused: "That is neither the admin's key nor a reader's.",
  not_for_pages: "That key does not open pages. They are for the admin's and a reader's.",
  waits: "Too many wrong keys came from this address. Try again in a few seconds.",
};

/** The colours of the pages (app/globals.css), of which nothing is loaded here. */
const LOOKS = `
:root { color-scheme: light dark; --page: light-dark(#f7f8f9, #0d1013); --surface: light-dark(#ffffff, #12161a);
  --line: light-dark(#e2e5e9, #262c33); --line-strong: light-dark(#c4c9d0, #3c444d); --ink: light-dark(#14171b, #e9ecef);
  --ink-2: light-dark(#454c55, #b7bec6); --alert: light-dark(#9d2407, #ff9d8a); }
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; margin: 0; }
body { background: var(--page); color: var(--ink);
  font: 14px/20px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", sans-serif; }
main { min-height: 100dvh; display: flex; align-items: center; justify-content: center; padding: 16px; }
form { width: 100%; max-width: 384px; display: flex; flex-direction: column; gap: 16px; padding: 24px;
  border: 1px solid var(--line); border-radius: 8px; background: var(--surface); }
h1 { font-size: 18px; line-height: 24px; font-weight: 500; }
p, label { font-size: 13px; line-height: 20px; }
p { color: var(--ink-2); }
p[role="alert"] { color: var(--alert); }
code { font-family: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 12px; }
label { display: flex; flex-direction: column; gap: 4px; }
input, button { height: 36px; border-radius: 6px; font: inherit; }
input { border: 1px solid var(--line-strong); background: var(--surface); color: inherit; padding: 0 8px; }
button { border: 0; background: var(--ink); color: var(--page); font-size: 13px; font-weight: 500; cursor: pointer; }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }`;

/**
 * The login, as the door answers it: whoever has no key comes to no page and to none of the code that makes them.
 *
 * @param to the page that was asked for, where the login leads; null: the sessions.
 * @param theme the reader's choice, where it has made one.
 */
export function loginPage(reason: LoginReason, to: string | null, theme: "light" | "dark" | null): Response {
  const chosen = theme === null ? "" : ` data-theme="${theme}"`;
  const action = to === null ? "/login" : `/login?to=${encodeURIComponent(to)}`;
  const words = ALERTS[reason];
  const alert = words === null ? "" : `<p role="alert">${words}</p>`;
  const html = `<!doctype html>
<html lang="en"${chosen}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Log in · Turntree</title><link rel="icon" href="/icon.svg"><style>${LOOKS}</style></head>
<body><main><form method="post" action="${action}">
<h1>Turntree</h1>
<p>This server asks for a key: the admin's (<code>TURNTREE_API_TOKEN</code>) or a reader's (<code>TURNTREE_READ_TOKEN</code>).</p>
<label>Key<input name="token" type="password" required autofocus autocomplete="current-password"></label>
${alert}<button>Log in</button>
</form></main></body>
</html>
`;
  return new Response(html, {
    status: STATUS[reason],
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}
