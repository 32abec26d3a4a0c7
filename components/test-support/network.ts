/** A test's answer to a call, by method and path, e.g. `GET /api/config`. */
type Answer = (request: Request) => Response | Promise<Response>;

const answers = new Map<string, Answer>();
const asked: Request[] = [];

/** Answers a call; a value is sent as JSON. Calls without an answer fail like a broken network. */
export function answer(call: string, with_: Answer | object): void {
	answers.set(call, typeof with_ === "function" ? (with_ as Answer) : () => Response.json(with_));
}

/** The requests made in this test, as `METHOD /path`. */
export function calls(): string[] {
	return asked.map(nameOf);
}

/** Clears answers and calls for the next test. */
export function forgetAnswers(): void {
	answers.clear();
	asked.length = 0;
	window.fetch = fetchFromTest;
}

async function fetchFromTest(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
	const request = new Request(input, init);
	asked.push(request);
	const found = answers.get(nameOf(request));
	if (!found) throw new TypeError(`Nobody answers ${nameOf(request)} in this test`);
	return found(request.clone());
}

function nameOf({ method, url }: Request): string {
	return `${method} ${new URL(url).pathname}`;
}
