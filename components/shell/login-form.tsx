/** Asks for the API token where the server wants one; the answer sets a cookie for this browser. */
export function LoginForm({ refused = false }: { readonly refused?: boolean }) {
  return (
    <main className="flex h-dvh items-center justify-center p-4">
      <form
        method="post"
        action="/login"
        className="flex w-full max-w-sm flex-col gap-4 rounded-lg border border-line bg-surface p-6"
      >
        <h1 className="text-lg font-medium">Turntree</h1>
        <p className="text-sm text-ink-2">
          This server asks for its API token, the value of TURNTREE_API_TOKEN.
        </p>
        <label className="flex flex-col gap-1 text-sm">
          API token
          <input
            name="token"
            type="password"
            required
            autoComplete="current-password"
            className="h-9 rounded-md border border-line-strong bg-surface px-2"
          />
        </label>
        {refused && (
          <p role="alert" className="text-sm text-refused">
            That is not the token.
          </p>
        )}
        <button type="submit" className="h-9 rounded-md bg-ink px-3 text-sm font-medium text-page">
          Log in
        </button>
      </form>
    </main>
  );
}
