/** Nothing is sent to a private address, however it is spelled (RFC 6890 and IANA's registries; WHATWG URL, "host parsing"). */

import { expect, test } from '@jest/globals';
import { networks, type Address } from '../../src/outgoing/address.ts';
import { isRefusal, targetOf, type Reach } from '../../src/outgoing/target.ts';

/** Names as somebody hostile would give them out. */
const NAMES: Record<string, string[]> = {
  'public.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'loopback.example': ['127.0.0.1'],
  'loopback6.example': ['::1'],
  'mixed.example': ['93.184.215.14', '10.0.0.7'],
  'mapped.example': ['::ffff:169.254.169.254'],
  'nat64.example': ['64:ff9b::a9fe:a9fe'],
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1', '::1'],
  'metadata.google.internal': ['169.254.169.254'],
};

const addressesOf = (name: string): Address[] =>
  (NAMES[name] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

const reachOf = (cidrs: string[] = []): Reach => ({
  allowed: networks(cidrs),
  resolve: (name) => Promise.resolve(addressesOf(name)),
});

const verdict = async (url: string, cidrs?: string[]): Promise<string> => {
  const target = await targetOf(url, reachOf(cidrs));
  return isRefusal(target) ? target.code : 'sent';
};

test.each([
  // Loopback, as anybody writes it, in decimal, octal, hexadecimal, short, mixed and wide
  'http://127.0.0.1/',
  'https://127.0.0.1/',
  'http://127.0.0.1./',
  'http://127.1/',
  'http://127.0.1/',
  'http://127.255.255.254/',
  'http://2130706433/',
  'http://2130706433./',
  'http://017700000001/',
  'http://0x7f000001/',
  'http://0X7F.1/',
  'http://0x7f.0x0.0x0.0x1/',
  'http://0177.0.0.1/',
  'http://0177.0.0x0.01/',
  'http://00000177.0.0.1/',
  'http://127.0x1/',
  'http://127。0。0。1/',
  'http://１２７.０.０.１/',
  'http://①②⑦.0.0.1/',
  'http://127%2e0%2e0%2e1/',
  'http://%31%32%37.0.0.1/',
  'http:127.0.0.1',
  'http:\\\\127.0.0.1\\',
  ' http://127.0.0.1/ ',
  'ht\ntp://127.0.0.1/',
  // This host, private, shared, link-local and what else is not public
  'http://0/',
  'http://0.0.0.0/',
  'http://0x0/',
  'http://10.0.0.1/',
  'http://10.255.255.255:8443/',
  'http://167772161/',
  'http://012.0.0.1/',
  'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://0251.0376.0251.0376/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://192.168.257/',
  'http://192.0.0.8/',
  'http://192.0.2.1/',
  'http://192.88.99.1/',
  'http://198.18.0.1/',
  'http://198.51.100.1/',
  'http://203.0.113.1/',
  'http://224.0.0.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  // The same in IPv6, and IPv4 inside IPv6
  'http://[::]/',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[0000:0000:0000:0000:0000:0000:0000:0001]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::FFFF:169.254.169.254]/',
  'http://[::ffff:93.184.215.14]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:0:127.0.0.1]/',
  'http://[64:ff9b::127.0.0.1]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[64:ff9b:1::a00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2002:a9fe:a9fe::1]/',
  'http://[2001:0:7f00:1::]/',
  'http://[2001:db8::1]/',
  'http://[3fff::1]/',
  'http://[5f00::1]/',
  'http://[100::1]/',
  'http://[fc00::1]/',
  'http://[fd12:3456::1]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  // Names
  'http://localhost/',
  'http://LOCALHOST/',
  'http://localhost./',
  'http://ⓛocalhost/',
  'http://metadata.google.internal/',
  'http://loopback.example/',
  'http://loopback6.example/',
  'http://mixed.example/',
  'http://mapped.example/',
  'http://nat64.example/',
])('%s is private', async (url) => {
  expect(await verdict(url)).toBe('private_address');
});

test.each([
  ['https://user@public.example/', 'forbidden_credentials'],
  ['https://:secret@public.example/', 'forbidden_credentials'],
  ['https://public.example@127.0.0.1/', 'forbidden_credentials'],
  ['https://public.example:22/', 'forbidden_port'],
  ['https://public.example:8080/', 'forbidden_port'],
  ['https://93.184.215.14:27017/', 'forbidden_port'],
  ['ftp://public.example/', 'forbidden_scheme'],
  ['file:///etc/passwd', 'forbidden_scheme'],
  ['gopher://127.0.0.1/', 'forbidden_scheme'],
  ['javascript:alert(1)', 'forbidden_scheme'],
  ['//public.example/', 'invalid_format'],
  ['public.example', 'invalid_format'],
  ['http://[fe80::1%25eth0]/', 'invalid_format'],
  ['http://256.256.256.256/', 'invalid_format'],
  ['http://4294967296/', 'invalid_format'],
  ['http://', 'invalid_format'],
  ['http://nowhere.example/', 'unresolvable_host'],
])('%s is refused: %s', async (url, code) => {
  expect(await verdict(url)).toBe(code);
});

test.each([
  'https://public.example/',
  'http://public.example/',
  'https://public.example:8443/hook?a=1',
  'https://93.184.215.14/',
  'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
  'https://172.15.255.255/',
  'https://172.32.0.1/',
])('%s is public', async (url) => {
  expect(await verdict(url)).toBe('sent');
});

test('a private network that is listed may be reached, on any port, and nothing beside it', async () => {
  expect(await verdict('http://127.0.0.1:3999/', ['127.0.0.0/8'])).toBe('sent');
  expect(await verdict('http://[fd12::1]:3999/', ['fd12::/16'])).toBe('sent');
  expect(await verdict('http://mixed.example/', ['10.0.0.0/8'])).toBe('sent');
  expect(await verdict('http://mixed.example:9000/', ['10.0.0.0/8'])).toBe('forbidden_port');
  expect(await verdict('http://10.0.0.1/', ['127.0.0.0/8'])).toBe('private_address');
  expect(await verdict('http://[::1]/', ['127.0.0.0/8'])).toBe('private_address');
  expect(await verdict('http://[::ffff:127.0.0.1]/', ['127.0.0.0/8'])).toBe('private_address');
  expect(await verdict('http://[::ffff:127.0.0.1]/', ['0.0.0.0/0'])).toBe('private_address');
});
