const OBJECT_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Whether a text is an object id in Entra's form: a GUID in lower case. */
export const isObjectId = (text: string): boolean => OBJECT_ID.test(text);
