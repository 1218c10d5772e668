import { useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { useTexts } from '../text/language.js';
import { liveTexts } from './live.texts.js';
import { LiveConnection } from './live-connection.js';
import { useMe } from './session.js';

/** A page that is left, or a server that starts again within a moment, is no news. */
const QUIET_MS = 3_000;

/** Keeps the open page in step with what others decide, and says so when it cannot. */
export default function Live({ office }: { office: string }) {
  const t = useTexts(liveTexts);
  const queries = useQueryClient();
  const { refetch } = useMe();
  const [connected, setConnected] = useState(true);
  const [away, setAway] = useState(false);
  useEffect(() => {
    const probe = () => refetch({ throwOnError: true });
    const connection = new LiveConnection({ queries, office, probe, onState: setConnected });
    return () => connection.close();
  }, [queries, office, refetch]);
  useEffect(() => {
    if (connected) return setAway(false);
    const timer = setTimeout(() => setAway(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [connected]);
  return away ? <Alert banner type="warning" role="status" title={t.away} /> : null;
}
