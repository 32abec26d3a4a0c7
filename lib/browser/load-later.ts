const FIRST_PAUSE_MS = 500;
const TRIES = 8;

/**
 * Loads a part of the page, and tries again when the network or the server is away just then: a part
 * that is missing must not bring down what is already shown.
 *
 * @throws the last failure, after about a minute
 */
export async function loadLater<T>(load: () => Promise<T>): Promise<T> {
	for (let tries = 1, pauseMs = FIRST_PAUSE_MS; ; tries++, pauseMs *= 2) {
		try {
			return await load();
		} catch (error) {
			if (tries === TRIES) throw error;
			await new Promise((resolve) => setTimeout(resolve, pauseMs));
		}
	}
}
