package dev.holdfast.adapter.postgres.calls;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The keys of an installation, which all its nodes share. */
public interface InstallationKeyStatements {
  @Insert(
      """
      insert into workflow_installation_key (purpose, secret, created_at)
      values (#{purpose}, #{secret}, workflow_clock()) on conflict (purpose) do nothing
      """)
  int insert(String purpose, byte[] secret);

  /** A key. */
  @SuppressWarnings("ArrayRecordComponent") // a row, never compared
  record Row(byte[] secret) {}

  @Select("select secret from workflow_installation_key where purpose = #{purpose}")
  @Nullable Row find(String purpose);
}
