package dev.sluice.schemas;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Base class of the generated records. Avro 1.12.2 loads no generated class that it was not told to
 * trust; this class adds the package of Sluice's records, and only that, to what was trusted
 * before.
 */
public abstract class SluiceRecord extends SpecificRecordBase {

  private static final String RECORDS = "dev.sluice.records";

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> RECORDS.equals(type.getPackageName())));
  }
}
