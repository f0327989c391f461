/** What is added to the name of the database's file for the key beside it (lib/server/credential-key.ts). */
export const CREDENTIAL_KEY_ENDING = ".credential-key";
