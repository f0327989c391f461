/** How keys begin at the services people have them from. */
const SURE = "sk|pk|rk|hf|gsk|xai|gh[posur]|glpat|github_pat|nvapi|csk|r8|fw|tgp|pplx|esecret|shpat|xox[a-z]";

/** How keys begin, and words do too. */
const LIKELY =
  "key|api[-_]?key|AIza|AKIA|ABSK|eyJ|ak|as|hb|dop|pat|pa|jina|ms|mk|sess|ya29|token|secret|bearer";

const KEY_PREFIX = new RegExp(`^(?:${SURE}|${LIKELY})[-_.A-Z0-9]`, "i");

/** A key in running text: a sure beginning, a separator, and what is too long for a word. */
const KEY_IN_TEXT = new RegExp(`\\b(?:${SURE})[-_.](?=[\\w.-]{0,40}\\d)[\\w.-]{15,}`, "gi");
const BEARER_IN_TEXT = /\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi;
const USER_IN_URL = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@]{1,200}@/gi;

/** The key of a Turntree session: `s.`, its id, a code of 256 bits in base64url. */
const SESSION_KEY = /\bs\.[A-Za-z0-9][\w.:@+=~%-]{0,400}\.[\w-]{43}(?![\w-])/g;

/** What stands in a secret's place. */
export const CUT_OUT = "[secret]";

/** Whether a text begins as keys do. */
export function beginsLikeKey(text: string): boolean {
  return KEY_PREFIX.test(text);
}

/** A text without what reads like a key or a login in it. */
export function withoutKeys(text: string): string {
  return text
    .replace(BEARER_IN_TEXT, `$1 ${CUT_OUT}`)
    .replace(USER_IN_URL, `$1${CUT_OUT}@`)
    .replace(KEY_IN_TEXT, CUT_OUT)
    .replace(SESSION_KEY, CUT_OUT);
}

/** Whether the key of a session stands in a text, in whatever it stands. */
export function holdsSessionKey(text: string): boolean {
  return text.search(SESSION_KEY) >= 0;
}
