import { createHash } from "node:crypto";

/** What is stored in place of a text that the store must not contain. */
export const digest = (text: string) => createHash("sha256").update(text).digest("base64url");
