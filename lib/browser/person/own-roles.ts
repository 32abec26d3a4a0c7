import { type RolesResult, readDirectoryRoles } from "../graph/read-directory-roles.ts";
import { profileToken, type SignIn } from "../sign-in/sign-in.ts";
import { withToken } from "../sign-in/with-token.ts";

type OwnRolesResult =
	| Extract<RolesResult, { ok: true }>
	| { ok: false; because: "no-answer" | "refused" | "sign-in-needed" };

/** Asks Entra whether whoever is signed in holds a directory role; challenges are answered. */
export async function readOwnRoles(signIn: SignIn): Promise<OwnRolesResult> {
	const answer = await withToken({
		token: (claims) => profileToken(signIn, claims),
		send: (token) => readDirectoryRoles(signIn.config.tenant.graphUrl, token),
		challengeOf: (roles) =>
			!roles.ok && roles.because === "sign-in-needed" ? roles.challenge : undefined,
	});
	if (answer.ok) return answer.result;
	return { ok: false, because: answer.because === "offline" ? "no-answer" : "sign-in-needed" };
}
