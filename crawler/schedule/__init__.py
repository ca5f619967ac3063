"""When unattended runs begin, and who starts them: cron, systemd or GitHub Actions."""
