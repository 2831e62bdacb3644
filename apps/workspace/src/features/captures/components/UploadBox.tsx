import { useQueryClient } from '@tanstack/react-query';
import { Button, Progress, Radio } from 'antd';
import { FileUp, X } from 'lucide-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { mediaTypeOf, upload, useCapture, type ErrorBehaviour } from '@/api/captures';
import { asProblem } from '@/api/problem';
import { progressOf } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { CaptureBar, CaptureOutcome } from '@/ui/CaptureOutcome';
import { CopyButton } from '@/ui/CopyButton';
import '../pages/captures.css';

interface Sending {
  readonly no: number;
  readonly name: string;
  readonly size: number;
  readonly capture: string | null;
  readonly refused: { readonly words: string; readonly traceId: string | null } | null;
}

/** Takes documents by drag and drop, by file choice or by keyboard, and follows each to its end. */
export function UploadBox({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const numbers = useRef(0);
  const [behaviour, setBehaviour] = useState<ErrorBehaviour>('rollback');
  const [over, setOver] = useState(false);
  const [sendings, setSendings] = useState<readonly Sending[]>([]);

  const update = (no: number, change: Partial<Sending>): void =>
    setSendings((all) => all.map((one) => (one.no === no ? { ...one, ...change } : one)));
  const send = async (file: File): Promise<void> => {
    const no = numbers.current++;
    setSendings((all) => [{ no, name: file.name, size: file.size, capture: null, refused: null }, ...all]);
    try {
      const type = await mediaTypeOf(file);
      if (!type) {
        update(no, { refused: { words: t('upload.neither'), traceId: null } });
        return;
      }
      update(no, { capture: await upload(file, file.name, type, behaviour) });
    } catch (error) {
      const problem = asProblem(error);
      const words = problem.status === 0 ? t('error.offlineText') : (problem.detail ?? problem.title);
      update(no, { refused: { words, traceId: problem.traceId } });
    } finally {
      void queries.invalidateQueries({ predicate: (query) => query.queryKey.includes('captures') });
    }
  };
  const sendAll = (files: FileList | null): void => [...(files ?? [])].forEach((file) => void send(file));
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    sendAll(event.dataTransfer.files);
  };

  return (
    <section className="upload card" aria-labelledby="upload-title">
      <div className="upload-head">
        <h2 id="upload-title">{t('upload.title')}</h2>
        <button type="button" className="icon-button" onClick={onClose} aria-label={t('upload.close')}>
          <X aria-hidden size="1.125rem" />
        </button>
      </div>
      {/* Dropping is a shortcut; the button inside does the same by keyboard. */}
      <div
        className={over ? 'upload-zone upload-over' : 'upload-zone'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileUp aria-hidden size="1.75rem" strokeWidth={1.5} />
        <p>
          <strong>{t('upload.drop')}</strong>
        </p>
        <p className="muted">{t('upload.formats')}</p>
        <Button type="primary" onClick={() => input.current?.click()}>
          {t('upload.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept=".json,.jsonld,.xml,application/json,application/ld+json,application/xml,text/xml"
          aria-label={t('upload.choose')}
          onChange={(event) => {
            sendAll(event.target.files);
            event.target.value = '';
          }}
        />
      </div>
      <fieldset className="upload-choice">
        <legend>{t('upload.whenWrong')}</legend>
        <Radio.Group value={behaviour} onChange={(event) => setBehaviour(event.target.value as ErrorBehaviour)}>
          <Radio value="rollback">
            {t('upload.rollback')} <span className="muted">{t('upload.rollbackText')}</span>
          </Radio>
          <Radio value="proceed">
            {t('upload.proceed')} <span className="muted">{t('upload.proceedText')}</span>
          </Radio>
        </Radio.Group>
      </fieldset>
      {sendings.length > 0 && (
        <ul className="sendings" aria-live="polite">
          {sendings.map((sending) => (
            <li key={sending.no}>
              <span className="sending-name">
                <strong>{sending.name}</strong> <span className="muted number">{format.bytes(sending.size)}</span>
              </span>
              {sending.refused ? (
                <span className="sending-refused">
                  {sending.refused.words}
                  {sending.refused.traceId && <CopyButton text={sending.refused.traceId} label={t('error.copyTraceId')} />}
                </span>
              ) : sending.capture === null ? (
                <span className="muted">{t('upload.sending')}</span>
              ) : (
                <Followed id={sending.capture} />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Followed({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useCapture(id);
  if (!data) return <span className="muted">{t('upload.sending')}</span>;
  return (
    <span className="followed">
      {data.running ? (
        <Progress percent={Math.round((progressOf(data) ?? 0) * 100)} size="small" aria-label={t('capture.running')} />
      ) : (
        <>
          <CaptureOutcome capture={data} />
          {data.counts && <span className="muted number">{t('capture.summary', { ...data.counts, count: data.counts.total })}</span>}
          <CaptureBar capture={data} />
        </>
      )}
      <Link to={`/captures/${id}`}>{t('upload.open')}</Link>
    </span>
  );
}
