'use client';

/** The last wall: the frame itself failed, so nothing of ours can be relied on, not even the language. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="es">
      <body
        style={{ font: '15px/1.5 system-ui, sans-serif', margin: '15vh auto', maxWidth: '28rem', padding: '0 1rem' }}
      >
        <title>Fluxion</title>
        <h1 style={{ fontSize: '1.25rem' }}>Fluxion no pudo mostrar esta página</h1>
        <p lang="en">Fluxion could not show this page.</p>
        <button type="button" onClick={() => retry()} style={{ font: 'inherit', padding: '0.4rem 0.9rem' }}>
          Reintentar · Try again
        </button>
      </body>
    </html>
  );
}
