import { kinit, ntlmSignIn, type SignIn, type SignInAnswer } from "./clients.ts";
import type { ControllerProcess } from "./controller-process.ts";

/** What real clients say of one account and one password on one controller. */
export type SignInTruth = { kerberos: SignInAnswer; ntlm: SignInAnswer };

/**
 * Signs in with real clients, each from the same start: counts of wrong tries, their time and a lockout are as
 * before afterwards, whether the password was right or wrong. A first success still writes `lastLogonTimestamp`.
 */
export async function signInTruth(
	controller: ControllerProcess,
	signIn: SignIn,
): Promise<SignInTruth> {
	const name = signIn.account;
	const withoutTrace = async (client: typeof kinit) => {
		await controller.edit("keep_tries", { name });
		try {
			return await client(controller.description, signIn);
		} finally {
			await controller.edit("put_back_tries", { name });
		}
	};
	const kerberos = await withoutTrace(kinit);
	return { kerberos, ntlm: await withoutTrace(ntlmSignIn) };
}
