package dev.holdfast.adapter.rest.admin;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routes of administration; needs beans of {@code ManageApiKeys} and {@code ManageTenants}. */
@Configuration(proxyBeanMethods = false)
@Import({ApiKeysController.class, TenantsController.class})
public class AdminRoutes {}
