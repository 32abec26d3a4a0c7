/**
 * Sets the environment variables that configure a native library. A value that is already set is
 * not written again: the library's threads may be reading it.
 */
export function setEnvironment(values: Record<string, string>): void {
	for (const [name, value] of Object.entries(values)) {
		if (process.env[name] !== value) process.env[name] = value;
	}
}
