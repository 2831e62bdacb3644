import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { asProblem, type ApiProblem } from '@/api/problem';
import { sendNetwork, type Received } from '../api/imports';
import { nameOfFile, previewOf, type NetworkPreview } from '../api/network';

/** How far one import is: a file chosen and read here, sent and checked there, refused or taken. */
export type ImportStep =
  | { readonly at: 'choose' }
  | { readonly at: 'foreign'; readonly file: File; readonly json: boolean }
  | { readonly at: 'ready' | 'sending'; readonly file: File; readonly preview: NetworkPreview }
  | { readonly at: 'refused'; readonly file: File; readonly preview: NetworkPreview; readonly problem: ApiProblem }
  | { readonly at: 'taken'; readonly file: File; readonly preview: NetworkPreview; readonly received: Received };

export interface ImportControl {
  readonly step: ImportStep;
  readonly name: string;
  rename(name: string): void;
  choose(file: File): void;
  send(): void;
  again(): void;
}

export function useImport(onTaken: (received: Received) => void): ImportControl {
  const queries = useQueryClient();
  const [step, setStep] = useState<ImportStep>({ at: 'choose' });
  const [name, setName] = useState('');
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const choose = async (file: File): Promise<void> => {
    setName(nameOfFile(file.name));
    setStep(await read(file));
  };
  const send = async (): Promise<void> => {
    if (step.at !== 'ready' && step.at !== 'refused') return;
    const { file, preview } = step;
    const sending = new AbortController();
    stop.current = sending;
    setStep({ at: 'sending', file, preview });
    try {
      const received = await sendNetwork(file, name.trim(), sending.signal);
      setStep({ at: 'taken', file, preview, received });
      onTaken(received);
      void queries.invalidateQueries({ queryKey: ['jobs'] });
    } catch (error) {
      if (!sending.signal.aborted) setStep({ at: 'refused', file, preview, problem: asProblem(error) });
    }
  };
  return {
    step, name,
    rename: setName,
    choose: (file) => void choose(file),
    send: () => void send(),
    again: () => {
      stop.current?.abort();
      setStep({ at: 'choose' });
    },
  };
}

async function read(file: File): Promise<ImportStep> {
  let document: unknown;
  try {
    document = JSON.parse(await file.text());
  } catch {
    return { at: 'foreign', file, json: false };
  }
  const preview = previewOf(document);
  return preview ? { at: 'ready', file, preview } : { at: 'foreign', file, json: true };
}
