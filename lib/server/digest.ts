import { createHash } from "node:crypto";

/** A digest, stored in place of a text that must not be stored. */
export const digest = (text: string) => createHash("sha256").update(text).digest("base64url");
