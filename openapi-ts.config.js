/**
 * The client is made from the document that the API serves: `npm run client`.
 *
 * @type {import('@hey-api/openapi-ts').UserConfig}
 */
export default {
  input: process.env.OPENAPI_DOCUMENT ?? 'http://127.0.0.1:3000/openapi.json',
  output: {
    path: process.env.OPENAPI_CLIENT ?? 'client',
    importFileExtension: '.ts',
    // Its own code is less strict than ours; its types are used as they are.
    header: ['// @ts-nocheck', '// Made by @hey-api/openapi-ts from /openapi.json: npm run client'],
  },
  parser: {
    patch: {
      // `Event` and its parts say what a webhook brings; the client sends none.
      input: (document) => {
        delete document.webhooks;
      },
      // Browsers send the cookie by themselves; the client would send every key as a cookie, too.
      operations: (_method, _path, operation) => {
        operation.security = operation.security?.filter((way) => !('cookie' in way));
      },
    },
  },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
};
