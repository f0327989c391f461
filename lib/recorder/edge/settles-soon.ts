/** Clients and proxies give up on a stream that is silent for a minute; this leaves them five chances. */
export const KEEP_ALIVE_MS = 10_000;

/**
 * Waits for a promise until a stream has to say something: ten seconds. Whether it settled within them.
 *
 * @throws what the promise throws within them.
 */
export async function settlesSoon(promise: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), KEEP_ALIVE_MS);
  });
  try {
    return await Promise.race([promise.then(() => true), patience]);
  } finally {
    clearTimeout(timer);
  }
}
