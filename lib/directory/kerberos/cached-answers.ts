import type {
	AttributeWrite,
	DirectoryAccount,
	KerberosAnswer,
} from "#lib/core/readiness/observation.ts";
import { type KerberosAddress, kerberosKeys } from "./key-types.ts";

const TIMEOUT_MS = 1_500;
/** Answers that may change at any time are asked for again after this, per account. */
const AGAIN_MS = 2_000;
const MAX_KEPT = 10_000;

type Asked = { answer: Promise<KerberosAnswer>; atMs: number; isLasting: boolean };

/**
 * Asks a controller's Kerberos service which keys it holds. Only "aes" is cached, under everything
 * that identifies a state of the keys: every write raises a version. Any other answer may change at
 * any moment.
 *
 * If a service does not answer, only the first callers wait for it. After that it counts as silent
 * immediately, while one query at a time checks in the background whether it is back.
 */
export function cachedKerberosAnswers(address: KerberosAddress, realm: string) {
	const asked = new Map<string, Asked>();
	let away: { askedAtMs: number } | undefined;

	return async function ask(account: DirectoryAccount): Promise<KerberosAnswer> {
		const name = account.samAccountName;
		if (!name) return "silent";
		const state = stateOf(account);
		const known = asked.get(state);
		if (known && (known.isLasting || isRecent(known.atMs))) {
			return away && !known.isLasting ? "silent" : await known.answer;
		}
		if (away && isRecent(away.askedAtMs)) return "silent";
		if (away) away.askedAtMs = performance.now();
		if (asked.size >= MAX_KEPT) asked.clear();
		const question = put(name, account);
		asked.set(state, question);
		return away ? "silent" : await question.answer;
	};

	function put(name: string, account: DirectoryAccount): Asked {
		const question: Asked = {
			atMs: performance.now(),
			isLasting: false,
			answer: kerberosKeys(address, { name, realm }, TIMEOUT_MS).then((answer) => {
				away = answer === "unreachable" ? { askedAtMs: performance.now() } : undefined;
				// If writes cannot be read, keys could be removed without a trace.
				const isNamed = account.keyWrites?.supplementalCredentials !== undefined;
				question.isLasting = answer === "aes" && isNamed;
				return answer === "unreachable" ? "silent" : answer;
			}),
		};
		return question;
	}
}

function isRecent(atMs: number): boolean {
	return performance.now() - atMs < AGAIN_MS;
}

/** Every value that changes when the keys do. */
function stateOf(account: DirectoryAccount): string {
	const { objectGuid, samAccountName, keyVersion, passwordSetAt, keyWrites } = account;
	const writes = [keyWrites?.unicodePwd, keyWrites?.supplementalCredentials];
	const setAt = passwordSetAt instanceof Date ? passwordSetAt.getTime() : passwordSetAt;
	return [objectGuid, samAccountName, keyVersion, setAt, ...writes.map(writeInWords)].join();
}

function writeInWords(write: AttributeWrite | undefined): string {
	return `${write?.version}/${write?.writtenAt.getTime()}/${write?.origin?.invocationId}/${write?.origin?.usn}`;
}
