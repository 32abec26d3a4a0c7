/** The keys of calls that nobody has answered yet, by what they ask. */
const unanswered = new Map<string, string>();

/**
 * The key under which a call is sent (`Idempotency-Key`): the same one until it is answered, so that a
 * second try after a lost answer makes nothing twice.
 */
export function repeatKey(asked: string): string {
	const key = unanswered.get(asked) ?? crypto.randomUUID();
	unanswered.set(asked, key);
	return key;
}

/** It was answered: the same call is another one from now on. */
export function forgetRepeatKey(asked: string): void {
	unanswered.delete(asked);
}
