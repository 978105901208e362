import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { agree, type Coverage, type ServerEncryption } from '#demo/tds/encryption';
import { type Message, makeMessageReader, messageType } from '#demo/tds/packets';
import { askedEncryption } from '#demo/tds/prelogin';
import { openSecureChannel, type SecureChannel } from '#demo/tds/secure-channel';

/** What a client's messages come by: in the clear, or through TLS as far as its PRELOGIN agreed to it. */
export type ClientLine = {
  /** What answers are written to now: the connection, or TLS over it. */
  readonly stream: () => Socket;
  /** Agrees with a PRELOGIN on encryption and says what to answer; from then on the client may shake hands. */
  readonly agree: (prelogin: Buffer) => number;
};

export type LineOptions = { mode: ServerEncryption['mode']; secureContext: SecureContext | undefined };

type LineState = { covers: Coverage; channel: SecureChannel | undefined; isOpen: boolean };

/** Reads a client's messages until it goes; one that cannot be read ends the connection. */
export function openClientLine(
  socket: Socket,
  { mode, secureContext }: LineOptions,
  onMessage: (message: Message) => void,
): ClientLine {
  const state: LineState = { covers: 'nothing', channel: undefined, isOpen: false };
  const readClear = makeMessageReader((message) => {
    if (state.channel === undefined) onMessage(message);
    else if (message.type === messageType.prelogin) state.channel.receive(message.payload);
    else throw new Error('a message in the clear where TLS was agreed on');
  });
  const readSecret = makeMessageReader((message) => {
    // Only the login was secret: its answer and what follows go in the clear.
    if (state.covers === 'login') Object.assign(state, { channel: undefined, isOpen: false });
    onMessage(message);
  });
  const guarded = (read: (bytes: Buffer) => void) => (bytes: Buffer) => {
    try {
      read(bytes);
    } catch {
      socket.destroy();
    }
  };
  const receiveClear = guarded(readClear);
  const receiveSecret = guarded(readSecret);
  socket.on('data', (chunk: Buffer) => {
    if (state.isOpen && state.channel) state.channel.receive(chunk);
    else receiveClear(chunk);
  });
  socket.on('error', () => socket.destroy());
  const onOpen = (): void => {
    state.isOpen = true;
  };
  return {
    stream: () => (state.isOpen && state.channel ? state.channel.stream : socket),
    agree(prelogin) {
      const { answer, covers } = agree(mode, askedEncryption(prelogin));
      state.covers = covers;
      if (covers !== 'nothing' && secureContext && state.channel === undefined)
        state.channel = openSecureChannel(socket, secureContext, { onOpen, onClear: receiveSecret });
      return answer;
    },
  };
}
