import { readMe } from "#lib/entra/graph/read-me.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { readOwn } from "./read-own.ts";

/** Reads from Entra who is signed in. */
export const readOwnProfile = (signIn: SignIn) => readOwn(signIn, readMe);
