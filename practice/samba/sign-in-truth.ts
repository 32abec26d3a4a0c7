import { kinit, ntlmSignIn, type SignIn, type SignInAnswer } from "./clients.ts";
import type { ControllerProcess } from "./controller-process.ts";

/** The results of real clients for an account and a password on one controller. */
export type SignInTruth = { kerberos: SignInAnswer; ntlm: SignInAnswer };

/**
 * Signs in with real clients, each from the same state: the number and time of failed sign-ins and a lockout are
 * restored afterwards, whatever the result. A first success still writes `lastLogonTimestamp`.
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
