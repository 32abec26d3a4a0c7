import type { SambaDomain } from "#practice/domain/samba-domain.ts";
import { CONTROLLERS, type Controller } from "#practice/domain/stand-in.ts";
import { kinit, ntlmSignIn } from "#practice/samba/clients.ts";
import type { Truth } from "./stage.ts";

/** Real sign-ins on each controller, by Kerberos and by NTLM. A try that fails leaves no lockout behind. */
export function signInTruth(samba: SambaDomain): Truth {
	return async (person, password) => {
		const signIn = { account: person.samAccountName, password };
		const results = new Map<Controller, boolean>();
		for (const at of CONTROLLERS) {
			const [kerberos, ntlm] = await Promise.all([
				kinit(samba.controllers[at], signIn),
				ntlmSignIn(samba.controllers[at], signIn),
			]);
			const isOk = kerberos.ok && ntlm.ok;
			if (!isOk) await samba.unlock(at, person.id).catch(() => undefined);
			results.set(at, isOk);
		}
		return results;
	};
}
