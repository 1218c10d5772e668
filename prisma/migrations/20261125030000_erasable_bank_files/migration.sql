-- A bank's file names families and accounts: it is erased 90 days after its batch was settled; its SHA-256 stays.
ALTER TABLE "bank_files" ALTER COLUMN "cipher" DROP NOT NULL;
