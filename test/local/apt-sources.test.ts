import { expect, test } from '@jest/globals';
import { changedLines, changedStanzas } from '../../src/local/servers/apt-sources.ts';

const change = { codename: 'bookworm', next: 'trixie' };

test('of stanzas, those of the release itself are taken, with its name changed', () => {
  const text = `Types: deb
URIs: http://deb.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.example/debian-security
Suites: bookworm-security
Components: main

Types: deb
URIs: https://other.example/node
Suites: nodistro
Components: main
`;
  expect(changedStanzas(text, change)).toBe(`Types: deb
URIs: http://deb.example/debian
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg`);
});

test('of lines, too', () => {
  const text = `# deb http://old.example bookworm main
deb [arch=amd64 signed-by=/a.gpg] http://deb.example/debian bookworm main contrib
deb-src http://deb.example/debian bookworm main
deb http://deb.example/debian bookworm-updates main
deb https://other.example/apt cloud-sdk-bookworm main
`;
  expect(changedLines(text, change)).toBe(
    'deb [arch=amd64 signed-by=/a.gpg] http://deb.example/debian trixie main contrib',
  );
});
